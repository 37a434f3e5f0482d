# model.mk - every published document is read, in time, and its elements are judged.
CHECKS += compare-documents

.PHONY: compare-documents
compare-documents: $(O)/tests/test_documents ## compare-documents: every shared document with its verdicts, as a table
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/model/check_documents.py $< --table
