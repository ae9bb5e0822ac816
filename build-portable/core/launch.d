build-portable/core/launch.o: src/core/launch.c src/core/launch.h \
 src/core/child.h src/core/err.h src/core/confine.h src/core/text.h \
 src/core/report.h
src/core/launch.h:
src/core/child.h:
src/core/err.h:
src/core/confine.h:
src/core/text.h:
src/core/report.h:
