# waiting.mk - causes of waiting against the expected figures, which live beside the
# repository.
ifneq ($(wildcard $(GOATPATH_SHARED)/expected/waiting),)
CHECKS += waiting
endif

.PHONY: waiting
waiting: $(BUILD)/goatpath ## waiting: causes of waiting against the expected figures, to the microsecond
	@$(PYTHON) tests/waiting/check_waiting.py $< $(GOATPATH_SHARED)
