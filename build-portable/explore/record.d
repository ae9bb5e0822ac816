build-portable/explore/record.o: src/explore/record.c \
 src/explore/record.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/report.h \
 src/explore/spin.h
src/explore/record.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/report.h:
src/explore/spin.h:
