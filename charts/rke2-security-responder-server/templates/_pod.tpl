{{- define "responder.pod" -}}
serviceAccountName: {{ .Values.serviceAccountName | quote }}
automountServiceAccountToken: false
enableServiceLinks: false
# Time to answer open requests and to write waiting reports. This takes seconds, but a disk can be slow.
terminationGracePeriodSeconds: 60
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
nodeSelector:
  {{- merge (dict "kubernetes.io/os" "linux") (.Values.nodeSelector | default dict) | toYaml | nindent 2 }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "responder.selectorLabels" . | nindent 8 }}
securityContext:
  {{- include "responder.identity" . | nindent 2 }}
  # Group of the journal's volume and of the secrets, which are readable by their group.
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
containers:
  - name: responder
    image: {{ include "responder.image" . | quote }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    {{- with .Values.extraArgs }}
    args:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    env:
      {{- include "responder.env" . | nindent 6 }}
    ports:
      - name: http
        containerPort: 8080
      - name: probes
        containerPort: 8082
      {{- if .Values.operator.existingSecret }}
      - name: operator
        containerPort: 8081
      {{- end }}
    livenessProbe:
      httpGet: { path: /livez, port: probes }
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    readinessProbe:
      httpGet: { path: /readyz, port: probes }
      periodSeconds: 5
      timeoutSeconds: 5
    # Endpoints are updated with a delay, so other pods still send requests to this pod for a moment.
    lifecycle:
      preStop:
        sleep: { seconds: 5 }
    {{- with .Values.resources }}
    resources:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    securityContext:
      {{- include "responder.identity" . | nindent 6 }}
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    terminationMessagePolicy: FallbackToLogsOnError
    volumeMounts:
      - { name: data, mountPath: /data }
      - { name: tmp, mountPath: /tmp }
      {{- range include "responder.mounted" . | fromYamlArray }}
      - { name: {{ .name }}, mountPath: /etc/responder/{{ .name }}, readOnly: true }
      {{- end }}
      {{- with .Values.extraVolumeMounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
volumes:
  - name: tmp
    emptyDir: { sizeLimit: 64Mi }
  {{- if not .Values.persistence.enabled }}
  - name: data
    emptyDir: { sizeLimit: {{ .Values.persistence.size }} }
  {{- end }}
  {{- include "responder.mounted" . | nindent 2 }}
  {{- with .Values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Secrets and ConfigMaps that the program reads, mounted at /etc/responder/NAME. */}}
{{- define "responder.mounted" -}}
{{- if .Values.feed.configMapName }}
- name: feed
  configMap: { name: {{ .Values.feed.configMapName }} }
{{- end }}
{{- if .Values.requestSchema.configMapName }}
- name: schema
  configMap: { name: {{ .Values.requestSchema.configMapName }} }
{{- end }}
{{- range $name, $secret := dict "id" .Values.idSecret "postgres" .Values.postgres "operator" .Values.operator }}
{{- if $secret.existingSecret }}
- name: {{ $name }}
  secret: { secretName: {{ $secret.existingSecret }}, defaultMode: 0440 }
{{- end }}
{{- end }}
{{- end }}
