# browser.mk - reports seen through headless Chromium.
BROWSER_LOGS ?= datasets/deals/deals.csv::datasets/deals/manual.md \
    datasets/tickets/tickets.csv \
    $(wildcard $(addprefix $(GOATPATH_SHARED)/logs/,receipt.csv callcenter-cr-only.csv))

CHECKS += browser

.PHONY: browser
browser: $(BUILD)/goatpath ## browser: reports in headless Chromium: no network, true figures, 500 hostile names
	@$(PYTHON) tests/browser/check_report.py $(BUILD)/goatpath \
	    $(if $(SCREENS),--screens $(SCREENS)) $(BROWSER_LOGS)
