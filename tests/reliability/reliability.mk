# The reliability contract, row by row, on the program.
CHECKS += reading

.PHONY: reading
reading: $(BUILD)/goatpath ## reading: every row of the contract about bytes, dialects and times
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/reliability/reading.py $(abspath $<)

CHECKS += packed
.PHONY: packed
packed: $(BUILD)/goatpath ## packed: packed logs damaged at random places (PLACES, default 25, of each kind)
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/reliability/packed.py $(abspath $<) $(PLACES)
