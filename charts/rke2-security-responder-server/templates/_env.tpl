{{/* The environment of the program. Each name appears once; extraEnv overrides the other values. */}}
{{- define "responder.env" -}}
{{- $env := .Values.extraEnv | default list }}
{{- $taken := list }}
{{- range $env }}{{ $taken = append $taken .name }}{{ end }}
{{- $own := list }}
{{- range include "responder.ownEnv" . | fromYamlArray }}
{{- if not (has .name $taken) }}{{ $own = append $own . }}{{ end }}
{{- end }}
{{- concat $own $env | toYaml }}
{{- end }}

{{- define "responder.ownEnv" -}}
- name: ASPNETCORE_URLS
  value: http://+:8080
- name: SECURITY_RESPONDER_PROBE_URLS
  value: http://+:8082
- name: SECURITY_RESPONDER_DATA
  value: /data
- name: SECURITY_RESPONDER_FEED
  value: {{ if .Values.feed.configMapName }}/etc/responder/feed/{{ .Values.feed.key }}{{ else }}{{ .Values.feed.url | quote }}{{ end }}
- name: SECURITY_RESPONDER_RATE_LIMIT
  value: {{ int .Values.rateLimit | quote }}
{{- with .Values.quotas }}
- name: SECURITY_RESPONDER_CLUSTER_REPORTS
  value: {{ int .clusterReports | quote }}
- name: SECURITY_RESPONDER_CLUSTER_BYTES
  value: {{ int .clusterBytes | quote }}
- name: SECURITY_RESPONDER_NEW_CLUSTERS
  value: {{ int .newClusters | quote }}
- name: SECURITY_RESPONDER_STORE_MEBIBYTES
  value: {{ int .storeMebibytes | quote }}
{{- end }}
- name: SECURITY_RESPONDER_LOG_FORMAT
  value: {{ .Values.logFormat }}
- name: SECURITY_RESPONDER_RETENTION
  value: {{ int .Values.retentionDays | quote }}
{{- if .Values.idSecret.existingSecret }}
- name: SECURITY_RESPONDER_SECRET
  value: /etc/responder/id/{{ .Values.idSecret.key }}
{{- end }}
{{- if .Values.postgres.existingSecret }}
- name: SECURITY_RESPONDER_POSTGRES
  value: file:/etc/responder/postgres/{{ .Values.postgres.key }}
{{- end }}
{{- if .Values.operator.existingSecret }}
- name: SECURITY_RESPONDER_OPERATOR_URLS
  value: http://+:8081
- name: SECURITY_RESPONDER_OPERATOR_TOKEN_FILE
  value: /etc/responder/operator/{{ .Values.operator.key }}
{{- end }}
{{- with .Values.trustedProxies }}
- name: SECURITY_RESPONDER_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- if .Values.requestSchema.configMapName }}
- name: SECURITY_RESPONDER_REQUEST_SCHEMA
  value: /etc/responder/schema/{{ .Values.requestSchema.key }}
{{- end }}
{{- end }}
