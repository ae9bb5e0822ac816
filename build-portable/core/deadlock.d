build-portable/core/deadlock.o: src/core/deadlock.c src/core/deadlock.h \
 src/core/model.h src/core/text.h src/core/trace.h src/core/err.h \
 src/event/event.h src/event/kinds.h src/core/asleep.h
src/core/deadlock.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/asleep.h:
