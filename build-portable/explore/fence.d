build-portable/explore/fence.o: src/explore/fence.c src/explore/fence.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/context.h src/explore/machine.h \
 src/explore/heap.h src/explore/report.h
src/explore/fence.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/context.h:
src/explore/machine.h:
src/explore/heap.h:
src/explore/report.h:
