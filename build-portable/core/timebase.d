build-portable/core/timebase.o: src/core/timebase.c src/core/timebase.h \
 src/core/text.h src/event/clock.h
src/core/timebase.h:
src/core/text.h:
src/event/clock.h:
