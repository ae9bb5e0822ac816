build-portable/core/chart.o: src/core/chart.c src/core/chart.h \
 src/core/text.h
src/core/chart.h:
src/core/text.h:
