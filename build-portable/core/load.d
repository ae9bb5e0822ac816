build-portable/core/load.o: src/core/load.c src/core/load.h \
 src/core/file.h src/core/err.h src/core/text.h
src/core/load.h:
src/core/file.h:
src/core/err.h:
src/core/text.h:
