{{- define "rke2-security-responder.pod" -}}
serviceAccountName: {{ include "rke2-security-responder.serviceAccountName" . | quote }}
automountServiceAccountToken: true
enableServiceLinks: false
restartPolicy: Never
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
nodeSelector:
  {{- merge (dict "kubernetes.io/os" "linux") (.Values.nodeSelector | default dict) | toYaml | nindent 2 }}
{{- with include "rke2-security-responder.tolerations" . }}
tolerations:
  {{- . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- include "rke2-security-responder.identity" . | nindent 2 }}
containers:
  - name: security-responder
    image: {{ include "rke2-security-responder.image" . | quote }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    {{- with include "rke2-security-responder.args" . }}
    args:
      {{- . | nindent 6 }}
    {{- end }}
    env:
      {{- include "rke2-security-responder.env" . | nindent 6 }}
    {{- with .Values.resources }}
    resources:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    securityContext:
      {{- include "rke2-security-responder.identity" . | nindent 6 }}
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    # Shows the last log lines of a failed run in `kubectl describe pod`.
    terminationMessagePolicy: FallbackToLogsOnError
    {{- $feed := include "rke2-security-responder.feedVolume" . }}
    {{- if or $feed (include "rke2-security-responder.caKind" .) }}
    volumeMounts:
      {{- if include "rke2-security-responder.caKind" . }}
      - name: private-ca
        mountPath: {{ include "rke2-security-responder.caPath" . }}
        readOnly: true
      {{- end }}
      {{- if $feed }}
      - name: feed
        mountPath: /feed
        readOnly: true
      {{- end }}
    {{- end }}
{{- if or $feed (include "rke2-security-responder.caKind" .) }}
volumes:
{{- end }}
{{- with $feed }}
  - name: feed
    {{- . | nindent 4 }}
{{- end }}
{{- with include "rke2-security-responder.caKind" . }}
  - name: private-ca
    {{ . }}:
      {{ eq . "secret" | ternary "secretName" "name" }}: {{ coalesce $.Values.privateCA.configMapName $.Values.privateCA.secretName | quote }}
      items:
        - key: {{ $.Values.privateCA.key | quote }}
          path: ca.crt
{{- end }}
{{- end }}

{{/* Used for the pod and for its container, so that it also applies to containers that an admission webhook adds. */}}
{{- define "rke2-security-responder.identity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}
