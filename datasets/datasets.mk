# datasets.mk - the generator of event logs, and the small logs that are made with it.

DATAGEN          := $(BUILD)/goatpath-datagen
DATAGEN_OBJECTS  := $(patsubst %.c,$(O)/%.o,$(wildcard datasets/generator/*.c)) \
                    $(MANUALS:%=$(O)/%.o)
DATASETS_SOURCES := $(wildcard datasets/generator/*.[ch])
DATASETS_TESTS   := tests/datasets/run.sh

$(DATAGEN): $(O)/goatpath-datagen
	@ln -sf $(FLAVOUR)/goatpath-datagen $@

$(O)/goatpath-datagen: $(DATAGEN_OBJECTS)
	$(call say,LD   $@)
	$(Q)$(CC) $(LINK) -o $@ $^

.PHONY: datasets
datasets: $(DATAGEN) ## datasets: make the small committed logs anew
	@datasets/samples.sh $(DATAGEN) datasets
