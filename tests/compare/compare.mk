# Comparisons over whole runs of the program; the logs live beside the repository
# (GOATPATH_SHARED). Without them each says so and passes.
CHECKS += compare-logs identity doors accounting threads

.PHONY: compare-logs identity doors accounting threads

compare-logs: $(BUILD)/goatpath ## compare-logs: every log of the contract against its expected figures
	@PYTHONDONTWRITEBYTECODE=1 GOATPATH=$(abspath $<) $(PYTHON) tests/compare/compare_core.py

identity: $(BUILD)/goatpath ## identity: the same log gives the same bytes, however it comes
	@PYTHONDONTWRITEBYTECODE=1 GOATPATH=$(abspath $<) $(PYTHON) tests/compare/identity.py

doors: $(BUILD)/goatpath ## doors: the same log as CSV and XES, in and out, gives the same figures
	@PYTHONDONTWRITEBYTECODE=1 GOATPATH=$(abspath $<) $(PYTHON) tests/compare/doors.py

accounting: $(BUILD)/goatpath ## accounting: rows add up on every file, nothing crashes
	@PYTHONDONTWRITEBYTECODE=1 GOATPATH=$(abspath $<) $(PYTHON) tests/compare/accounting.py

threads: $(BUILD)/goatpath $(DATAGEN) ## threads: a generated log gives the same bytes on any number of them
	@tests/compare/threads.sh $(abspath $(BUILD)/goatpath) $(DATAGEN)

.PHONY: memory
CHECKS += memory
memory: $(BUILD)/goatpath $(DATAGEN) ## memory: the same report folder within any budget
	@tests/compare/memory.sh $(abspath $(BUILD)/goatpath) $(DATAGEN)

.PHONY: goat
CHECKS += goat
goat: $(BUILD)/goatpath $(DATAGEN) ## goat: a .goat file gives the same report as its log
	@tests/compare/goat.sh $(abspath $(BUILD)/goatpath) $(DATAGEN)

.PHONY: disk
CHECKS += disk
disk: $(BUILD)/goatpath $(DATAGEN) ## disk: full disks, killed runs and planted names harm nothing
	@tests/compare/disk.sh $(abspath $(BUILD)/goatpath) $(DATAGEN)
