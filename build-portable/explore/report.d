build-portable/explore/report.o: src/explore/report.c \
 src/explore/report.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/hooks.h \
 src/explore/record.h src/explore/search.h src/explore/story.h \
 src/explore/syscall.h src/explore/machine.h
src/explore/report.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/hooks.h:
src/explore/record.h:
src/explore/search.h:
src/explore/story.h:
src/explore/syscall.h:
src/explore/machine.h:
