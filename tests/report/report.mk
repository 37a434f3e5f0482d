# report.mk - reports with a document against the published schema.
CHECKS += schema

.PHONY: schema
schema: $(BUILD)/goatpath ## schema: report.json with a document is valid, example lines included
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/report/check_documents.py $(BUILD)/goatpath
