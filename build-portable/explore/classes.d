build-portable/explore/classes.o: src/explore/classes.c \
 src/explore/classes.h src/explore/record.h src/explore/engine.h \
 src/event/verdict.h src/event/event.h src/event/kinds.h
src/explore/classes.h:
src/explore/record.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
