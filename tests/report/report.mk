# report.mk - reports with a document against the published schema.
CHECKS += schema sarif places

.PHONY: schema sarif places
schema: $(BUILD)/goatpath ## schema: report.json with a document is valid, example lines included
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/report/check_documents.py $(BUILD)/goatpath
sarif: $(BUILD)/goatpath ## sarif: what --sarif writes follows the standard
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/report/check_sarif.py $(BUILD)/goatpath

PLACES_LOGS ?= datasets/deals/deals.csv datasets/tickets/tickets.csv \
    $(wildcard $(addprefix $(GOATPATH_SHARED)/logs/,PurchasingExample.csv helpdesk.csv.zst))
places: $(BUILD)/goatpath ## places: rows of tables, asked for by their names, add up from their places
	@$(PYTHON) tests/report/check_places.py $< $(PLACES_LOGS)
