build-portable/core/compiler.o: src/core/compiler.c src/core/compiler.h \
 src/core/err.h src/core/hash.h src/core/text.h
src/core/compiler.h:
src/core/err.h:
src/core/hash.h:
src/core/text.h:
