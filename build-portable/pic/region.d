build-portable/pic/region.o: src/event/region.c src/event/layout.h \
 src/event/ring.h src/event/event.h src/event/kinds.h
src/event/layout.h:
src/event/ring.h:
src/event/event.h:
src/event/kinds.h:
