#ifndef GAMUT_EXCHANGE_CSV_H
#define GAMUT_EXCHANGE_CSV_H

/* The first line of an exported samples.csv, by which an import knows it. */
#define GAMUT_EXCHANGE_CSV_SAMPLES                                         \
	"model,run,task,setting,index,answer,valid,reason,canonical,fate," \
	"copied_example,text,finish_reason,seed,latency_ms,"               \
	"prompt_tokens,completion_tokens,reasoning_tokens"

#endif
