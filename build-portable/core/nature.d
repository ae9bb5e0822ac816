build-portable/core/nature.o: src/core/nature.c src/core/symbols.h \
 src/core/err.h src/core/text.h
src/core/symbols.h:
src/core/err.h:
src/core/text.h:
