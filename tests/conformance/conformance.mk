# conformance.mk - alignments, gaps and statistics against the expected values, which live
# beside the repository.
ifneq ($(wildcard $(GOATPATH_SHARED)/expected/conformance),)
CHECKS += check-pairs check-stats check-gaps check-figures
endif

.PHONY: check-figures
check-figures: $(BUILD)/goatpath ## check-figures: cost, fitness, precision of every published pair as printed
	@$(PYTHON) tests/conformance/check_figures.py $<
