build-portable/core/histogram.o: src/core/histogram.c \
 src/core/histogram.h
src/core/histogram.h:
