build-portable/explore/leak.o: src/explore/leak.c src/explore/leak.h \
 src/explore/context.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/machine.h \
 src/explore/heap.h src/explore/hooks.h src/explore/report.h \
 src/explore/snapshot.h
src/explore/leak.h:
src/explore/context.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/machine.h:
src/explore/heap.h:
src/explore/hooks.h:
src/explore/report.h:
src/explore/snapshot.h:
