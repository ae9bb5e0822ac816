build-portable/explore/snapshot.o: src/explore/snapshot.c \
 src/explore/snapshot.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h
src/explore/snapshot.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
