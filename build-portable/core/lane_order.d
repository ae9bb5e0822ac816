build-portable/core/lane_order.o: src/core/lane_order.c \
 src/core/lane_order.h src/core/trace.h src/core/err.h src/event/event.h \
 src/event/kinds.h src/core/text.h
src/core/lane_order.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/text.h:
