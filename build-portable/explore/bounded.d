build-portable/explore/bounded.o: src/explore/bounded.c \
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
