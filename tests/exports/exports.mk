# Exports in the manner of many systems, read without options.
CHECKS += exports

.PHONY: exports
exports: $(BUILD)/goatpath ## exports: a hundred small exports of many systems: read right, or refused by name
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/exports/check.py $(abspath $<)
