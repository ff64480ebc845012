{{/*
The environment of the program. Each name appears once: Helm 4 uses server-side apply, which rejects a list with duplicate names.
extraEnv overrides the other values, except check.disabled: a disabled check stays disabled.
*/}}
{{- define "rke2-security-responder.env" -}}
{{- $env := .Values.extraEnv | default list }}
{{- if .Values.check.disabled }}
{{- $kept := list (dict "name" "DISABLE_SECURITY_RESPONDER_CHECK" "value" "true") }}
{{- range $env }}{{ if ne .name "DISABLE_SECURITY_RESPONDER_CHECK" }}{{ $kept = append $kept . }}{{ end }}{{ end }}
{{- $env = $kept }}
{{- end }}
{{- $taken := list }}
{{- range $env }}{{ $taken = append $taken .name }}{{ end }}
{{- $own := list }}
{{- range include "rke2-security-responder.ownEnv" . | fromYamlArray }}
{{- if not (has .name $taken) }}{{ $own = append $own . }}{{ end }}
{{- end }}
{{- concat $own $env | toYaml }}
{{- end }}

{{/* The arguments. The last one wins over the others: a disabled check stays disabled. */}}
{{- define "rke2-security-responder.args" -}}
{{- $args := .Values.extraArgs | default list }}
{{- if and $args .Values.check.disabled }}{{ $args = append $args "--disabled=true" }}{{ end }}
{{- with $args }}{{ toYaml . }}{{ end }}
{{- end }}

{{/* Variables from the values other than extraEnv. NO_PROXY is set only with a proxy. */}}
{{- define "rke2-security-responder.ownEnv" -}}
{{- with include "rke2-security-responder.feed" . }}
- name: SECURITY_RESPONDER_FEED
  value: {{ . | quote }}
{{- with $.Values.check.feedPublicKey }}
- name: SECURITY_RESPONDER_FEED_PUBLIC_KEY
  value: {{ . | quote }}
{{- end }}
{{- if $.Values.check.report }}
- name: SECURITY_RESPONDER_REPORT
  value: "true"
{{- end }}
{{- end }}
{{- if include "rke2-security-responder.reports" . }}
- name: SECURITY_RESPONDER_ENDPOINT
  value: {{ .Values.check.endpoint | quote }}
{{- end }}
- name: SECURITY_RESPONDER_MODE
  value: {{ .Values.mode | quote }}
{{- with ((.Values.global).prime).enabled | toString }}
{{- if ne . "<nil>" }}
- name: SECURITY_RESPONDER_PRIME
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- $channels := list }}
{{- range list "status" "events" }}
{{- if include "rke2-security-responder.notifies" (list $ .) }}{{ $channels = append $channels . }}{{ end }}
{{- end }}
{{- with $channels }}
- name: SECURITY_RESPONDER_NOTIFY
  value: {{ join "," . | quote }}
{{- end }}
{{- with (.Values.notify).alertmanager }}
{{- with .url }}
- name: SECURITY_RESPONDER_ALERTMANAGER
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- with .Values.proxy }}
{{- with .httpProxy }}
- name: HTTP_PROXY
  value: {{ . | quote }}
{{- end }}
{{- with .httpsProxy }}
- name: HTTPS_PROXY
  value: {{ . | quote }}
{{- end }}
{{- if and .noProxy (or .httpProxy .httpsProxy) }}
- name: NO_PROXY
  value: {{ .noProxy | quote }}
{{- end }}
{{- end }}
{{- if include "rke2-security-responder.caKind" . }}
- name: SECURITY_RESPONDER_CA_FILE
  value: {{ include "rke2-security-responder.caPath" . }}/ca.crt
{{- end }}
{{- with include "rke2-security-responder.maxDelay" . }}
- name: SECURITY_RESPONDER_MAX_DELAY
  value: {{ . | quote }}
# The name of a Job tells a scheduled run, which waits, from one that a person started.
- name: SECURITY_RESPONDER_JOB
  valueFrom:
    fieldRef:
      fieldPath: metadata.labels['job-name']
{{- end }}
{{- end }}
