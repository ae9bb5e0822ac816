build-portable/explore/object.o: src/explore/object.c \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
