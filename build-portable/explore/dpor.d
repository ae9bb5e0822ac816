build-portable/explore/dpor.o: src/explore/dpor.c src/explore/hooks.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/record.h src/explore/report.h \
 src/explore/search.h
src/explore/hooks.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/record.h:
src/explore/report.h:
src/explore/search.h:
