# report.mk - reports with a document against the published schema.
CHECKS += schema sarif

.PHONY: schema sarif
schema: $(BUILD)/goatpath ## schema: report.json with a document is valid, example lines included
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/report/check_documents.py $(BUILD)/goatpath
sarif: $(BUILD)/goatpath ## sarif: what --sarif writes follows the standard
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/report/check_sarif.py $(BUILD)/goatpath
