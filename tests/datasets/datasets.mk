# The generator is tested by itself, and the product against what the generator put in.
CHECKS += datagen truth

.PHONY: datagen truth
datagen: $(BUILD)/goatpath-datagen ## datagen: the generator's own tests
	@BUILD=$(BUILD) PYTHON=$(PYTHON) tests/datasets/run.sh

truth: $(BUILD)/goatpath $(BUILD)/goatpath-datagen ## truth: reports of generated logs against what was put in
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/datasets/truth.py $(abspath $^)
