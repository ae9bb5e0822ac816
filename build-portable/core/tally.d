build-portable/core/tally.o: src/core/tally.c src/core/tally.h \
 src/core/text.h
src/core/tally.h:
src/core/text.h:
