build-portable/core/width.o: src/core/width.c src/core/text.h
src/core/text.h:
