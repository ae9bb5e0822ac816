build-portable/explore/random.o: src/explore/random.c \
 src/explore/record.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/report.h \
 src/explore/search.h
src/explore/record.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/report.h:
src/explore/search.h:
