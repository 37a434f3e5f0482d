# The reliability contract, row by row, on the program.
CHECKS += reading

.PHONY: reading
reading: $(BUILD)/goatpath ## reading: every row of the contract about bytes, dialects and times
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/reliability/reading.py $(abspath $<)
