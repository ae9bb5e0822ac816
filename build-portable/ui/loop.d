build-portable/ui/loop.o: src/ui/loop.c src/ui/loop.h src/core/err.h \
 src/core/text.h
src/ui/loop.h:
src/core/err.h:
src/core/text.h:
