build-portable/explore/search.o: src/explore/search.c \
 src/explore/search.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/classes.h \
 src/explore/fresh.h src/explore/leak.h src/explore/record.h \
 src/explore/report.h src/explore/spin.h src/explore/story.h
src/explore/search.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/classes.h:
src/explore/fresh.h:
src/explore/leak.h:
src/explore/record.h:
src/explore/report.h:
src/explore/spin.h:
src/explore/story.h:
