# files.mk - what becomes of files, descriptors, signals and the environment.
CHECKS += files

.PHONY: files
files: $(BUILD)/goatpath ## files: killed, interrupted, starved and misplaced runs (spec/reliability.md 4.7)
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/files/files.py $(abspath $<)

.PHONY: kills
KILLS ?= 1000
kills: $(BUILD)/goatpath ## kills: KILLS (default 1,000) runs of each kind killed at random moments (minutes)
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/files/files.py $(abspath $<) $(KILLS) killed_at_any_moment

CHECKS += faults
.PHONY: faults
faults: $(BUILD)/goatpath ## faults: any allocation or call may fail (PLACES, default 6, of each kind)
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/files/faults.py $(abspath $<) $(PLACES)
