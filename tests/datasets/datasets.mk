# The generator is tested by itself, and the product against what the generator put in.
CHECKS += datagen truth same departures

.PHONY: datagen truth same departures calibrate
datagen: $(BUILD)/goatpath-datagen ## datagen: the generator's own tests
	@BUILD=$(BUILD) PYTHON=$(PYTHON) tests/datasets/run.sh

truth: $(BUILD)/goatpath $(BUILD)/goatpath-datagen ## truth: reports of generated logs against what was put in
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/datasets/truth.py $(abspath $^)

same: $(BUILD)/goatpath $(BUILD)/goatpath-datagen ## same: one log in thirty ways of writing it gives one report
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/datasets/same.py $(abspath $^)

departures: $(BUILD)/goatpath $(BUILD)/goatpath-datagen ## departures: every deviation put in is a gap with its count, nothing else
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/datasets/departures.py $(abspath $^) \
	    --seeds 3 --most-missed 67

calibrate: $(BUILD)/goatpath $(BUILD)/goatpath-datagen ## calibrate: departures for 100 seeds: true hours inside the 95 % interval
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/datasets/departures.py $(abspath $^)
