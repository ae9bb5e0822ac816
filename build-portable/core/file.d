build-portable/core/file.o: src/core/file.c src/core/file.h \
 src/core/err.h src/core/text.h
src/core/file.h:
src/core/err.h:
src/core/text.h:
