build-portable/explore/backend.o: src/explore/backend.c \
 src/explore/backend.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/context.h src/explore/engine.h \
 src/explore/machine.h src/explore/syscall.h
src/explore/backend.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/context.h:
src/explore/engine.h:
src/explore/machine.h:
src/explore/syscall.h:
