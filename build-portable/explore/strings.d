build-portable/explore/strings.o: src/explore/strings.c \
 src/explore/memory.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h
src/explore/memory.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
