# filter.mk - filters against files cut by hand.
CHECKS += filter

.PHONY: filter
filter: $(BUILD)/goatpath ## filter: random filters give what a file gives that was cut by hand
	@PYTHONDONTWRITEBYTECODE=1 GOATPATH=$(abspath $<) $(PYTHON) tests/filter/differential.py
