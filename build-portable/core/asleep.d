build-portable/core/asleep.o: src/core/asleep.c src/core/asleep.h \
 src/core/text.h
src/core/asleep.h:
src/core/text.h:
