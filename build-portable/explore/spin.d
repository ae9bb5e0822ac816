build-portable/explore/spin.o: src/explore/spin.c src/explore/spin.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/context.h src/explore/machine.h \
 src/explore/memory.h src/explore/record.h
src/explore/spin.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/context.h:
src/explore/machine.h:
src/explore/memory.h:
src/explore/record.h:
