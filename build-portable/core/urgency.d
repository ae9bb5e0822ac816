build-portable/core/urgency.o: src/core/urgency.c src/core/urgency.h
src/core/urgency.h:
