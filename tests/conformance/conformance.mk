# conformance.mk - alignments, gaps and statistics against the expected values, which live
# beside the repository.
ifneq ($(wildcard $(GOATPATH_SHARED)/expected/conformance),)
CHECKS += check-pairs check-stats check-gaps
endif
