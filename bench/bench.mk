# bench.mk - measurements; what they gave stands in docs/performance.md.
BENCH_EVENTS ?= 1,10,50
BENCH_RUNS   ?= 5
BENCH_PEER_RUNS ?= 5
BENCH_PYTHON ?= $(PYTHON)

.PHONY: bench bench-align bench-shapes
bench: all $(DATAGEN) bench-align ## bench: goatpath beside DuckDB, wc and zstd on logs of 1, 10 and 50 million events
	@$(PYTHON) bench/bench.py --goatpath $(BUILD)/goatpath --datagen $(DATAGEN) --folder-too \
	    --python $(BENCH_PYTHON) --events $(BENCH_EVENTS) --runs $(BENCH_RUNS) --peer-runs $(BENCH_PEER_RUNS) --folder $(BUILD)/bench

bench-align: $(O)/bench/align_case ## bench-align: 12,000 paths aligned with a document of about 700 states
	@$<

bench-shapes: all ## bench-shapes: n and 2n events in hostile shapes; time must grow with n
	@$(PYTHON) bench/shapes.py --goatpath $(BUILD)/goatpath
