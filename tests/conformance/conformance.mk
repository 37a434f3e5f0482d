# conformance.mk - alignments, gaps and statistics against the expected values, which live
# beside the repository.
ifneq ($(wildcard $(GOATPATH_SHARED)/expected/conformance),)
CHECKS += check-pairs check-stats check-gaps check-figures
endif

.PHONY: check-figures
check-figures: $(BUILD)/goatpath ## check-figures: cost, fitness, precision of every published pair as printed
	@$(PYTHON) tests/conformance/check_figures.py $<

CHECKS += suggested
SUGGESTED_LOGS ?= datasets/deals/deals.csv datasets/tickets/tickets.csv \
    $(wildcard $(addprefix $(GOATPATH_SHARED)/logs/,PurchasingExample.csv sepsis-semicolon.csv \
    receipt.csv a32f0n20.csv bpi2013-closed-problems.csv))

.PHONY: suggested
suggested: $(BUILD)/goatpath ## suggested: proposed rules are kept by as many cases as they say
	@$(PYTHON) tests/conformance/check_suggested.py $< $(SUGGESTED_LOGS)
