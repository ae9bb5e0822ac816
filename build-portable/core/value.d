build-portable/core/value.o: src/core/value.c src/core/value.h \
 src/core/text.h
src/core/value.h:
src/core/text.h:
